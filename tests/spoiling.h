/* SPDX-License-Identifier: Apache-2.0 */
/* What scanners, cameras and hands do to a code on paper. */
#ifndef SPOILING_H
#define SPOILING_H

#include "codes.h"

/* Out of focus; or, where one is 0, moved: how far, in pixels. */
void paper_blur(paper *p, double across, double down);
/* A spot of one grey. */
void paper_cover(paper *p, double x, double y, double radius, uint8_t grey);
/* What a cup leaves: a dark ring, and what is inside of it a little darker. */
void paper_stain(paper *p, double x, double y, double radius, double width);
/* Black becomes `darkest`, white so much more. */
void paper_dim(paper *p, unsigned darkest, unsigned range);

#endif
