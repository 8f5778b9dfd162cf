/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a telephone makes of a sheet with a code:  photo CODE.png OUT.jpg [SEED]
 *
 * Seen at an angle, in light from one side, a little out of focus, with noise.
 * All is counted in whole numbers, so that it has the same bytes wherever it is
 * made.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
#include <png.h>

#define WIDTH 1600
#define HEIGHT 1200
#define QUALITY 75
#define ONE 65536
#define PAPER 235
#define INK 40
#define TABLE 96 /* what the sheet lies on */

static png_bytep code;
static int64_t code_width, code_height;
static uint8_t light[HEIGHT][WIDTH], photo[HEIGHT][WIDTH];
static uint32_t state = 0x6f623121u;

static void
give_up(const char *what)
{
    fprintf(stderr, "photo: %s\n", what);
    exit(1);
}

static void
read_code(const char *name)
{
    png_image png = {.version = PNG_IMAGE_VERSION};
    if (png_image_begin_read_from_file(&png, name) == 0) {
        give_up(png.message);
    }
    png.format = PNG_FORMAT_GRAY;
    code = malloc(PNG_IMAGE_SIZE(png));
    if (code == NULL || png_image_finish_read(&png, NULL, code, 0, NULL) == 0) {
        give_up("cannot read the code");
    }
    code_width = png.width;
    code_height = png.height;
}

/* xorshift32 (Marsaglia, 2003) */
static int
chance(int width)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return (int)((state >> 8) % (uint32_t)(2 * width + 1)) - width;
}

/* The sheet at (u, v), in ONE of its size; around the code, white paper. */
static int
sheet_at(int64_t u, int64_t v)
{
    if (u < 0 || v < 0 || u >= ONE || v >= ONE) {
        return TABLE;
    }
    int64_t side = 5 * code_height / 4;
    int64_t x = u * side / ONE - (side - code_width) / 2;
    int64_t y = v * side / ONE - (side - code_height) / 2;
    int grey = 255;
    if (x >= 0 && y >= 0 && x < code_width && y < code_height) {
        grey = code[y * code_width + x];
    }
    return INK + grey * (PAPER - INK) / 255;
}

/* A quarter of a pixel each way; the far edge of the sheet is narrower. */
static int
look(int x4, int y4)
{
    int64_t x = x4 - 2 * WIDTH, y = y4 - 2 * HEIGHT;
    int64_t depth = 4 * 6900 + x / 16 - y / 8;
    int64_t u = (x * 997 + y * 78) * 440 / depth;
    int64_t v = (y * 997 - x * 78) * 440 / depth;
    return sheet_at(ONE / 2 + u, ONE / 2 + v);
}

static void
expose(void)
{
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            int sum = 0;
            for (int i = 0; i < 16; i++) {
                sum += look(4 * x + i % 4, 4 * y + i / 4);
            }
            int lamp = 255 - (x * 70 / WIDTH) - (y * 50 / HEIGHT);
            light[y][x] = (uint8_t)(sum / 16 * lamp / 255);
        }
    }
}

static int
clamp(int value, int most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

/* Out of focus by a pixel, then the noise of the sensor. */
static void
develop(void)
{
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            int sum = 0;
            for (int i = 0; i < 9; i++) {
                sum += light[clamp(y + i / 3 - 1, HEIGHT - 1)]
                            [clamp(x + i % 3 - 1, WIDTH - 1)];
            }
            int noise = chance(4) + chance(4);
            photo[y][x] = (uint8_t)clamp(sum / 9 + noise, 255);
        }
    }
}

static void
write_photo(const char *name)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    FILE *file = fopen(name, "wb");
    if (file == NULL) {
        give_up("cannot write");
    }
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, file);
    jpeg.image_width = WIDTH;
    jpeg.image_height = HEIGHT;
    jpeg.input_components = 1;
    jpeg.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&jpeg);
    jpeg.dct_method = JDCT_ISLOW; /* whole numbers, too */
    jpeg_set_quality(&jpeg, QUALITY, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    for (int y = 0; y < HEIGHT; y++) {
        JSAMPROW row = photo[y];
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    if (fclose(file) != 0) {
        give_up("cannot write");
    }
}

int
main(int argc, char **argv)
{
    if (argc < 3) {
        give_up("CODE.png OUT.jpg [SEED]");
    }
    state += argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 0;
    read_code(argv[1]);
    expose();
    develop();
    write_photo(argv[2]);
    free(code);
    return 0;
}
