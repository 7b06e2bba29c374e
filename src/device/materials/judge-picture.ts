// How legible a picture is, by its grey values alone: what a clerk is told while the
// paper still lies there. It is advice; people read worse pictures, and may say so.
import type { Part } from '../../domain/pictures/cut.ts';
import { reachesOut } from './reaches-out.ts';

/** One byte a pixel, row by row; 0 is black. */
export type Grey = { width: number; height: number; data: Uint8Array };

/** The brightest tenth of a paper in daylight lies far above. */
const DARK_LEVEL = 90;
/** Without any writing in it a pixel is as white as this only in a reflection … */
const GLARE_LEVEL = 250;
/** … unless the paper itself is: a scan, a picture of a screen. */
const WHITE_PAPER = 244;
/** Of all tiles; a lamp in a card's foil is about as large. */
const GLARE_SHARE = 0.006;
const TILE = 24;
/** A step between neighbours that is no shadow … */
const EDGE = 8;
/** … and, so many times the grain of the picture, no grain. */
const EDGE_OVER_GRAIN = 3;
/** Pixels of edges in a tile before it says anything about sharpness. */
const EDGE_PIXELS = 24;
/**
 * How much edges bend, over how steep they are: it falls with the width of the blur,
 * whatever the contrast and however much is written. Print 15 pixels high begins to
 * run together at a blur of 1.5 pixels, which is this.
 */
const SHARP = 0.5;

/** The fault that most hinders reading; null: none was found. */
export function judgePicture(
  grey: Grey,
  part: Part,
): 'dark' | 'blurred' | 'glare' | 'edge' | null {
  const area = pixelsOf(grey, part);
  const levels = countLevels(grey, area);
  if (levelAt(levels, 0.9) < DARK_LEVEL) return 'dark';
  const grain = grainOf(grey, area);
  const tiles = tilesOf(area).map((tile) => lookAt(grey, tile, grain));
  if (middle(tiles.flatMap(({ sharpness }) => sharpness)) < SHARP)
    return 'blurred';
  const washed = tiles.filter(({ isWashedOut }) => isWashedOut).length;
  const paper = levelAt(levels, 0.6);
  if (paper < WHITE_PAPER && washed > tiles.length * GLARE_SHARE)
    return 'glare';
  return reachesOut(grey, part, paper) ? 'edge' : null;
}

type Area = { left: number; top: number; right: number; bottom: number };

function pixelsOf({ width, height }: Grey, part: Part): Area {
  return {
    left: Math.floor(part.left * width),
    top: Math.floor(part.top * height),
    right: Math.round((part.left + part.width) * width),
    bottom: Math.round((part.top + part.height) * height),
  };
}

function countLevels({ width, data }: Grey, area: Area): Uint32Array {
  const levels = new Uint32Array(256);
  for (let y = area.top; y < area.bottom; y += 1)
    for (let x = area.left; x < area.right; x += 1) {
      const level = data[y * width + x] ?? 0;
      levels[level] = (levels[level] ?? 0) + 1;
    }
  return levels;
}

/** The level that `share` of the pixels do not exceed. */
function levelAt(levels: Uint32Array, share: number): number {
  let left = share * levels.reduce((sum, count) => sum + count, 0);
  return levels.findIndex((count) => (left -= count) <= 0);
}

/**
 * How much a pixel differs by chance alone (a standard deviation): most of a paper is
 * empty, so half of all bends are smaller than those of the grain.
 */
function grainOf({ width, data }: Grey, area: Area): number {
  const bends = new Uint32Array(512);
  for (let y = area.top; y < area.bottom; y += 4)
    for (let x = area.left + 1; x < area.right - 1; x += 1) {
      const at = y * width + x;
      const bend = bendOf(data[at - 1] ?? 0, data[at] ?? 0, data[at + 1] ?? 0);
      bends[Math.abs(bend)] = (bends[Math.abs(bend)] ?? 0) + 1;
    }
  return levelAt(bends, 0.5) / (0.6745 * Math.sqrt(6));
}

function bendOf(before: number, level: number, after: number): number {
  return before - 2 * level + after;
}

function tilesOf(area: Area): Area[] {
  const tiles: Area[] = [];
  // A pixel's neighbours are looked at too, so the outermost are left out.
  for (let top = area.top + 1; top + TILE < area.bottom; top += TILE)
    for (let left = area.left + 1; left + TILE < area.right; left += TILE)
      tiles.push({ left, top, right: left + TILE, bottom: top + TILE });
  return tiles;
}

type TileLook = {
  isWashedOut: boolean;
  /** Across and down, where there are edges: shaken, only one of them is low. */
  sharpness: number[];
};

function lookAt({ width, data }: Grey, tile: Area, grain: number): TileLook {
  let washed = 0;
  const across = new Edges(grain);
  const down = new Edges(grain);
  for (let y = tile.top; y < tile.bottom; y += 1)
    for (let x = tile.left; x < tile.right; x += 1) {
      const at = y * width + x;
      const level = data[at] ?? 0;
      if (level >= GLARE_LEVEL) washed += 1;
      across.add(data[at - 1] ?? 0, level, data[at + 1] ?? 0);
      down.add(data[at - width] ?? 0, level, data[at + width] ?? 0);
    }
  const sharpness = [across, down].flatMap((edges) => edges.sharpness());
  return {
    isWashedOut: washed > TILE * TILE * 0.9,
    sharpness: sharpness.length === 0 ? [] : [Math.min(...sharpness)],
  };
}

class Edges {
  readonly #grain: number;
  readonly #least: number;
  #count = 0;
  #steepness = 0;
  #change = 0;

  constructor(grain: number) {
    this.#grain = grain * grain;
    this.#least = Math.max(EDGE, EDGE_OVER_GRAIN * grain);
  }

  add(before: number, level: number, after: number): void {
    const slope = (after - before) / 2;
    if (Math.abs(slope) < this.#least) return;
    const bend = bendOf(before, level, after);
    this.#count += 1;
    this.#steepness += slope * slope;
    // What the grain alone adds to it.
    this.#change += bend * bend - 6 * this.#grain;
  }

  /** Nothing when there are too few to tell. */
  sharpness(): number[] {
    return this.#count < EDGE_PIXELS
      ? []
      : [Math.sqrt(Math.max(0, this.#change) / this.#steepness)];
  }
}

/** 0 of none: where nothing has an edge, nothing can be read. */
function middle(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
