/* The image of a world: pages at a fixed place, far from where Linux maps anything by itself. */
#ifndef IMAGE_H
#define IMAGE_H

#include "json.h"
#include "process.h"

/* Maps the segments one after the other; text and read-only data hold 0x13 and cannot be written. False if they do not
   fit or cannot be mapped. */
bool make_image(const struct json *world, struct image *image);

#endif
