/**
 * What the camera shows at this moment, its pixels not yet looked at: the worker
 * does that. Where a browser has no such thing, it is copied here.
 */
export async function frameNow(
  video: HTMLVideoElement,
): Promise<VideoFrame | ImageBitmap> {
  return 'VideoFrame' in window
    ? new VideoFrame(video)
    : await createImageBitmap(video);
}
