import type { Page } from 'playwright-core'

export function serveStories(): Promise<{ url: string; close(): Promise<void> }>
export function storyIds(): Promise<string[]>
export function storyUrl(url: string, id: string, globals?: Record<string, string>): string
export function storyIsDrawn(page: Page): Promise<void>
export function showStory(page: Page, id: string): Promise<void>
