// A picture before it becomes a page: how legible it is, and which part is kept.
import type { Cut, Part } from '../../domain/pictures/cut.ts';
import type { Outcome } from '../../protocol/error-code.ts';

export type { Cut, Part };

/** A file, or a frame of the camera that is nowhere but in memory. */
export type Picture = Blob | ImageBitmap;

/** What hinders reading it most; the first of them that holds. */
export type PictureFault = 'dark' | 'blurred' | 'glare' | 'edge' | 'small';

export type PictureLook = {
  /** As it was given; of what the camera sees, the picture of that moment. */
  picture: Picture;
  /** Upright, whole, at most 1,200 pixels long. */
  view: ImageBitmap;
  fault: PictureFault | null;
};

export interface PictureCalls {
  /**
   * Decodes a picture and judges what lies in `part` of it; nothing is stored.
   * Fails as `addPhotograph` would: `fileTooLarge`, `pictureTooLarge`,
   * `photographUnreadable`.
   */
  look(
    picture: Picture | VideoFrame,
    part: Part,
  ): Promise<Outcome<PictureLook>>;
}
