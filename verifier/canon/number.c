/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Doubles as decimal text, exactly.
 *
 * Numbers of up to 15 digits, which is nearly all that people write, are found
 * by one division each.  For the rest the method of Steele and White (1990)
 * works on whole numbers of any size, where nothing is rounded.
 */
#include "canon/number.h"

/* ---- Whole numbers of any size ------------------------------------------- */

/* 2^1076 and 10^324 times a few bits: the most that a double asks for. */
#define LIMBS 40

typedef struct big {
    uint32_t limb[LIMBS]; /* the lowest first */
    size_t len;           /* without zeros at the top */
} big;

static big
big_of(uint64_t n)
{
    big b = {{(uint32_t)n, (uint32_t)(n >> 32)}, 2};
    while (b.len > 0 && b.limb[b.len - 1] == 0) {
        b.len--;
    }
    return b;
}

static void
times(big *b, uint32_t factor)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < b->len; i++) {
        carry += (uint64_t)b->limb[i] * factor;
        b->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry > 0) {
        assert(b->len < LIMBS);
        b->limb[b->len++] = (uint32_t)carry;
    }
}

static void
times_power_of_10(big *b, unsigned power)
{
    for (; power >= 9; power -= 9) {
        times(b, 1000000000);
    }
    for (; power > 0; power--) {
        times(b, 10);
    }
}

static void
times_power_of_2(big *b, unsigned power)
{
    for (; power >= 31; power -= 31) {
        times(b, 1u << 31);
    }
    times(b, 1u << power);
}

static int
compare(const big *a, const big *b)
{
    if (a->len != b->len) {
        return a->len > b->len ? 1 : -1;
    }
    for (size_t i = a->len; i-- > 0;) {
        if (a->limb[i] != b->limb[i]) {
            return a->limb[i] > b->limb[i] ? 1 : -1;
        }
    }
    return 0;
}

/* The order of a + b and c. */
static int
compare_sum(const big *a, const big *b, const big *c)
{
    big sum = {{0}, 0};
    uint64_t carry = 0;
    size_t len = a->len > b->len ? a->len : b->len;
    for (size_t i = 0; i < len || carry > 0; i++) {
        carry += i < a->len ? a->limb[i] : 0;
        carry += i < b->len ? b->limb[i] : 0;
        assert(i < LIMBS);
        sum.limb[i] = (uint32_t)carry;
        carry >>= 32;
        sum.len = i + 1;
    }
    return compare(&sum, c);
}

/* b is at most a. */
static void
subtract(big *a, const big *b)
{
    int64_t carry = 0;
    for (size_t i = 0; i < a->len; i++) {
        carry += (int64_t)a->limb[i] - (i < b->len ? b->limb[i] : 0);
        a->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    assert(carry == 0);
    while (a->len > 0 && a->limb[a->len - 1] == 0) {
        a->len--;
    }
}

/* a / b, which is under ten; leaves the rest in a. */
static unsigned
divide(big *a, const big *b)
{
    unsigned quotient = 0;
    while (compare(a, b) >= 0) {
        subtract(a, b);
        quotient++;
    }
    return quotient;
}

/* ---- Taking a double apart ----------------------------------------------- */

#define FRACTION_BITS 52
#define HIDDEN ((uint64_t)1 << FRACTION_BITS)
#define MOST_DIGITS 17

/* A value of 0.DIGITS times ten to the power of `point`. */
typedef struct decimal {
    char digits[MOST_DIGITS + 1];
    size_t count;
    int point;
} decimal;

/* value = rest / scale, and half the way to the doubles beside it is `above`
   and `below` / scale. */
typedef struct split {
    big rest, scale, above, below;
    bool even; /* then the middle between two doubles reads as this one */
} split;

static uint64_t
bits_of(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof(bits));
    return bits;
}

static bool
is_finite(double number)
{
    return (bits_of(number) >> FRACTION_BITS & 0x7FF) != 0x7FF;
}

/* number > 0 = fraction * 2^power */
static uint64_t
take_apart(double number, int *power)
{
    uint64_t fraction = bits_of(number) & (HIDDEN - 1);
    int biased = (int)(bits_of(number) >> FRACTION_BITS & 0x7FF);
    *power = (biased > 0 ? biased : 1) - 1075;
    return biased > 0 ? fraction | HIDDEN : fraction;
}

static split
split_of(uint64_t fraction, int power)
{
    /* Below a power of two doubles are twice as dense. */
    bool lopsided = fraction == HIDDEN && power > -1074;
    unsigned extra = lopsided ? 2 : 1;
    split s = {big_of(fraction), big_of(1), big_of(1), big_of(1),
               fraction % 2 == 0};
    times_power_of_2(&s.rest, extra);
    times_power_of_2(&s.scale, extra);
    times_power_of_2(&s.above, lopsided ? 1 : 0);
    if (power >= 0) {
        times_power_of_2(&s.rest, (unsigned)power);
        times_power_of_2(&s.above, (unsigned)power);
        times_power_of_2(&s.below, (unsigned)power);
    } else {
        times_power_of_2(&s.scale, (unsigned)-power);
    }
    return s;
}

/* At most one under the place of the decimal point: log10(2) is a little more
   than 0.30102, and 1100 times the difference is under one. */
static int
guess_point(uint64_t fraction, int power)
{
    int bits = -1;
    for (; fraction > 0; fraction >>= 1) {
        bits++;
    }
    int scaled = (bits + power) * 30102;
    int floor = scaled >= 0 ? scaled / 100000 : -((-scaled + 99999) / 100000);
    return floor;
}

static bool
reaches_one(const split *s, bool shortest)
{
    if (!shortest) {
        return compare(&s->rest, &s->scale) >= 0;
    }
    int order = compare_sum(&s->rest, &s->above, &s->scale);
    return s->even ? order >= 0 : order > 0;
}

/* Brings the value under one; gives the power of ten that this took. */
static int
place_point(split *s, uint64_t fraction, int power, bool shortest)
{
    int point = guess_point(fraction, power);
    if (point >= 0) {
        times_power_of_10(&s->scale, (unsigned)point);
    } else {
        times_power_of_10(&s->rest, (unsigned)-point);
        times_power_of_10(&s->above, (unsigned)-point);
        times_power_of_10(&s->below, (unsigned)-point);
    }
    while (reaches_one(s, shortest)) {
        times(&s->scale, 10);
        point++;
    }
    return point;
}

/* ---- Digits -------------------------------------------------------------- */

static unsigned
next_digit(split *s)
{
    times(&s->rest, 10);
    times(&s->above, 10);
    times(&s->below, 10);
    return divide(&s->rest, &s->scale);
}

/* Whether the rest is over a half; where it is just that, whether the digit is
   odd. */
static bool
rounds_up(const split *s, unsigned digit)
{
    int order = compare_sum(&s->rest, &s->rest, &s->scale);
    return order > 0 || (order == 0 && digit % 2 == 1);
}

static void
find_shortest(double number, decimal *ret)
{
    int power;
    uint64_t fraction = take_apart(number, &power);
    split s = split_of(fraction, power);
    ret->point = place_point(&s, fraction, power, true);
    for (bool low = false, high = false; !low && !high;) {
        unsigned digit = next_digit(&s);
        int under = compare(&s.rest, &s.below);
        int over = compare_sum(&s.rest, &s.above, &s.scale);
        low = s.even ? under <= 0 : under < 0;
        high = s.even ? over >= 0 : over > 0;
        digit += high && (!low || rounds_up(&s, digit)) ? 1 : 0;
        assert(ret->count < MOST_DIGITS && digit < 10);
        ret->digits[ret->count++] = (char)('0' + digit);
    }
}

/* Nines become a zero and one more before them. */
static void
carry_on(decimal *d)
{
    size_t at = d->count;
    while (at > 0 && d->digits[at - 1] == '9') {
        d->digits[--at] = '0';
    }
    if (at > 0) {
        d->digits[at - 1]++;
    } else {
        d->digits[0] = '1';
        d->point++;
    }
}

static void
find_rounded(double number, size_t digits, decimal *ret)
{
    int power;
    uint64_t fraction = take_apart(number, &power);
    split s = split_of(fraction, power);
    ret->point = place_point(&s, fraction, power, false);
    unsigned digit = 0;
    while (ret->count < digits) {
        digit = next_digit(&s);
        ret->digits[ret->count++] = (char)('0' + digit);
    }
    if (rounds_up(&s, digit)) {
        carry_on(ret);
    }
}

static void
put_whole(uint64_t whole, int scale, decimal *ret)
{
    char digits[24];
    size_t at = sizeof(digits);
    for (; whole > 0; whole /= 10) {
        digits[--at] = (char)('0' + whole % 10);
    }
    size_t count = sizeof(digits) - at;
    ret->point = (int)count - scale;
    while (count > 1 && digits[at + count - 1] == '0') {
        count--;
    }
    memcpy(ret->digits, digits + at, count);
    ret->count = count;
}

/*
 * Fifteen digits never share a double, and both a whole number under 10^15 and
 * a power of ten up to 10^22 are doubles themselves: their quotient is rounded
 * once, as a reader of the text rounds.  So the first that fits is the one.
 */
static bool
find_simple(double number, decimal *ret)
{
    double scale = 1;
    if (number >= 1e15 || number < 1e-5) {
        return false;
    }
    for (int power = 0; number * scale < 1e15 && power <= 20; power++) {
        uint64_t whole = (uint64_t)(number * scale + 0.5);
        if (whole > 0 && whole < 1000000000000000 &&
            (double)whole / scale == number) {
            put_whole(whole, power, ret);
            return true;
        }
        scale *= 10;
    }
    return false;
}

/* ---- Text ---------------------------------------------------------------- */

typedef struct pen {
    char *text;
    size_t len;
} pen;

static void
put(pen *p, char c)
{
    assert(p->len < OBV_NUMBER_ROOM);
    p->text[p->len++] = c;
}

static void
put_digits(pen *p, const decimal *d, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        put(p, (char)(i < d->count ? d->digits[i] : '0'));
    }
}

static void
put_exponent(pen *p, int exponent)
{
    unsigned rest = (unsigned)(exponent < 0 ? -exponent : exponent);
    for (unsigned unit = 100; unit > 0; unit /= 10) {
        if (rest >= unit || unit == 1) {
            put(p, (char)('0' + rest / unit % 10));
        }
    }
}

/* ECMA-262 6.1.6.1.20, steps 6 to 10. */
static void
put_es6(pen *p, const decimal *d)
{
    if (d->point > 21 || d->point < -5) {
        put_digits(p, d, 0, 1);
        if (d->count > 1) {
            put(p, '.');
            put_digits(p, d, 1, d->count);
        }
        put(p, 'e');
        put(p, d->point > 0 ? '+' : '-');
        put_exponent(p, d->point - 1);
    } else if (d->point <= 0) {
        put(p, '0');
        put(p, '.');
        for (int zeros = d->point; zeros < 0; zeros++) {
            put(p, '0');
        }
        put_digits(p, d, 0, d->count);
    } else {
        put_digits(p, d, 0, (size_t)d->point);
        if (d->count > (size_t)d->point) {
            put(p, '.');
            put_digits(p, d, (size_t)d->point, d->count);
        }
    }
}

size_t
obv_number_es6(double number, char text[OBV_NUMBER_ROOM])
{
    pen p = {text, 0};
    decimal d = {.count = 0};
    if (!is_finite(number)) {
        return 0;
    }
    if (number < 0) {
        put(&p, '-');
        number = -number;
    }
    if (number == 0) { /* and -0 */
        put(&p, '0');
        return p.len;
    }
    if (!find_simple(number, &d)) {
        find_shortest(number, &d);
    }
    put_es6(&p, &d);
    return p.len;
}

#define XSD_DIGITS 16

size_t
obv_number_xsd(double number, char text[OBV_NUMBER_ROOM])
{
    pen p = {text, 0};
    decimal d = {.digits = "0", .count = 1, .point = 1};
    if (!is_finite(number)) {
        return 0;
    }
    if (bits_of(number) >> 63 != 0) { /* printf gives -0 its sign, too */
        put(&p, '-');
        number = -number;
    }
    if (number > 0) {
        d.count = 0;
        find_rounded(number, XSD_DIGITS, &d);
        while (d.count > 1 && d.digits[d.count - 1] == '0') {
            d.count--;
        }
    }
    put_digits(&p, &d, 0, 1);
    put(&p, '.');
    put_digits(&p, &d, 1, d.count > 1 ? d.count : 2);
    put(&p, 'E');
    if (d.point < 1) {
        put(&p, '-');
    }
    put_exponent(&p, d.point - 1);
    return p.len;
}
