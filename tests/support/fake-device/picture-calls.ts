import { pictureCalls as ofDevice } from '../../../src/device/calls/picture-calls.ts';
import { lookAtPicture } from '../../../src/device/materials/look-at-picture.ts';

/** The true ones: the pixels that a test sees are those that a clerk would. */
export const pictureCalls = ofDevice({ ports: { look: lookAtPicture } });
