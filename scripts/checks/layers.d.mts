export function checkLayers(root: string): { problems: string[]; figure: string }
