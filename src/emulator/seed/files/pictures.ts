import { type Picture } from './png.js'

const inside = (x: number, y: number, [left, top, right, bottom]: readonly number[]): boolean =>
  x >= left! && x < right! && y >= top! && y < bottom!

/** A screenshot of an error dialog on a blue desktop. */
export const errorDialog: Picture = {
  width: 480,
  height: 300,
  palette: [
    '0b3d63',
    '0f4a75',
    '135787',
    '186499',
    '1d71aa',
    'ffffff',
    'e9edf1',
    'c3cad2',
    '5b6670',
    'c62f2f',
    '1b2733',
  ],
  at(x, y) {
    if (inside(x, y, [0, 280, 480, 300])) return inside(x, y, [6, 285, 16, 295]) ? 4 : 10
    const dialog = [90, 70, 390, 220]
    if (!inside(x, y, dialog)) {
      return inside(x, y, [94, 76, 396, 226]) ? 10 : Math.min(4, Math.floor((x + y) / 150))
    }
    if (y < 92) return inside(x, y, [100, 79, 230, 84]) ? 8 : 6
    if ((x - 130) ** 2 + (y - 130) ** 2 < 18 ** 2) {
      const [across, down] = [x - 130, y - 130]
      const isCross = Math.abs(Math.abs(across) - Math.abs(down)) < 3 && Math.abs(across) < 9
      return isCross ? 5 : 9
    }
    if (inside(x, y, [165, 114, 350, 120])) return 10
    if (inside(x, y, [165, 130, 330, 134]) || inside(x, y, [165, 142, 300, 146])) return 8
    if (inside(x, y, [290, 180, 370, 204])) return inside(x, y, [315, 190, 345, 194]) ? 5 : 4
    if (inside(x, y, [200, 180, 280, 204])) return inside(x, y, [222, 190, 258, 194]) ? 8 : 7
    return 5
  },
}

/** A chart of response times with the spikes of an incident. */
export const latencyChart: Picture = {
  width: 520,
  height: 260,
  palette: ['ffffff', 'e4e9ee', '8a96a3', '1f7a5c', 'd8efe6', 'd0562f', 'fbe4db', '2b3640'],
  at(x, y) {
    if (inside(x, y, [20, 14, 190, 22])) return 7
    const [left, right, bottom] = [40, 500, 225]
    if (x < left || x > right || y > bottom || y < 36) {
      const isTick = y > 232 && y < 237 && (x - left) % 92 < 26 && x > left && x < right
      return isTick ? 2 : 0
    }
    if (x === left || y === bottom) return 2
    const at = x - left
    const wave = 18 * Math.sin(at / 21) + 9 * Math.sin(at / 6.3)
    const spike = 120 * Math.exp(-(((at - 300) / 26) ** 2)) + 70 * Math.exp(-(((at - 372) / 14) ** 2))
    const line = bottom - 45 - wave - spike
    const isHigh = spike > 20
    if (Math.abs(y - line) < 2.2) return isHigh ? 5 : 3
    if (y > line) return isHigh ? 6 : 4
    return (bottom - y) % 38 === 0 ? 1 : 0
  },
}

/** A photograph-like gradient: a desk in the evening, as phones take them. */
export const deskPhoto: Picture = {
  width: 400,
  height: 300,
  palette: [
    '1d1a26',
    '2c2535',
    '433245',
    '644354',
    '8c5a60',
    'b87a6b',
    'dba57f',
    'f0cf9f',
    '15181c',
    '30363d',
    '76808a',
    'd3dae0',
  ],
  at(x, y) {
    if (y > 225) return y > 232 ? 1 : 0
    if (inside(x, y, [90, 60, 310, 190])) {
      if (!inside(x, y, [97, 67, 303, 183])) return 8
      return inside(x, y, [97, 67, 303, 183]) && (x * 7 + y * 13) % 97 < 3 ? 11 : 9
    }
    if (inside(x, y, [190, 190, 210, 215]) || inside(x, y, [150, 215, 250, 225])) return 8
    return Math.min(7, Math.max(0, Math.floor((y + 30 * Math.sin(x / 60)) / 32)))
  },
}
