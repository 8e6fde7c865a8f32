/*
 * bayes_kernels_body.h - the loops behind every table of bayes_kernels.h, written once.
 *
 * Each bayes_kernels_*.c includes this after it has said what fused, square_root and wide_product
 * are, and the compiler makes the instructions of that file of it.
 */
#ifndef TRAIN_BAYES_KERNELS_BODY_H
#define TRAIN_BAYES_KERNELS_BODY_H

#include "train/bayes_kernels.h"
#include "train/bayes_lanes.h"

/* ---- random numbers ---------------------------------------------------------------------------
 */

enum { PHILOX_ROUNDS = 10 };

/* Blocks `block` … `block` + 7 of base/rng.h side by side: word w of block b is words[w][b]. */
static void philox(uint64_t seed, uint64_t stream, uint64_t block, word_lanes words[4])
{
    const word_lanes none = {0};
    word_lanes counter0 = none;
    word_lanes counter1 = none;
    for (uint32_t i = 0; i < KERNELS_LANES; i++) {
        counter0[i] = (uint32_t)(block + i);
        counter1[i] = (uint32_t)((block + i) >> 32);
    }
    word_lanes counter2 = none + (uint32_t)stream;
    word_lanes counter3 = none + (uint32_t)(stream >> 32);
    uint32_t key0 = (uint32_t)seed;
    uint32_t key1 = (uint32_t)(seed >> 32);
    for (int round = 0; round < PHILOX_ROUNDS; round++) {
        word_lanes high0;
        word_lanes low0;
        word_lanes high2;
        word_lanes low2;
        wide_product(counter0, 0xD2511F53U, &high0, &low0);
        wide_product(counter2, 0xCD9E8D57U, &high2, &low2);
        counter0 = high2 ^ counter1 ^ (none + key0);
        counter2 = high0 ^ counter3 ^ (none + key1);
        counter1 = low2;
        counter3 = low0;
        key0 += 0x9E3779B9U;
        key1 += 0xBB67AE85U;
    }
    words[0] = counter0;
    words[1] = counter1;
    words[2] = counter2;
    words[3] = counter3;
}

/* 24 bits of each word as the middle of one of 2²⁴ equal parts of (0, 1). */
BAYES_LANES_INLINE lanes uniform_of(word_lanes words)
{
    lanes bits = __builtin_convertvector((int_lanes)(words >> 8), lanes);
    return fused(bits, all(0x1p-24F), all(0x1p-25F));
}

/*
 * Natural logarithm of a normal positive number: the exponent, and 2·artanh((m − 1)/(m + 1)) by its
 * series for the mantissa m in √½ … √2. The error is a unit of the last place.
 */
BAYES_LANES_INLINE lanes logarithm(lanes x)
{
    int_lanes bits = (int_lanes)x - 0x3F3504F3;
    lanes exponent = __builtin_convertvector(bits >> 23, lanes);
    lanes m = (lanes)((bits & 0x7FFFFF) + 0x3F3504F3);
    lanes z = (m - 1.0F) / (m + 1.0F);
    lanes square = z * z;
    lanes series = fused(square, all(2.0F / 9), all(2.0F / 7));
    series = fused(series, square, all(2.0F / 5));
    series = fused(series, square, all(2.0F / 3));
    series = fused(series, square, all(2.0F));
    return fused(exponent, all(0.69314718F), series * z);
}

/* exp(x) for −87 < x ≤ 0: a power of two times Taylor's series. */
BAYES_LANES_INLINE lanes exponential(lanes x)
{
    const lanes magic = all(0x1.8p23F); /* adding it rounds to an integer in the low bits */
    lanes shifted = fused(x, all(1.44269504F), magic);
    lanes power = shifted - magic;
    lanes rest = fused(power, all(-0.693359375F), x);
    rest = fused(power, all(2.12194440e-4F), rest);
    lanes series = fused(rest, all(1.0F / 5040), all(1.0F / 720));
    series = fused(series, rest, all(1.0F / 120));
    series = fused(series, rest, all(1.0F / 24));
    series = fused(series, rest, all(1.0F / 6));
    series = fused(series, rest, all(0.5F));
    series = fused(series, rest, all(1.0F));
    series = fused(series, rest, all(1.0F));
    return (lanes)((int_lanes)series + ((int_lanes)shifted << 23));
}

/* sin and cos of π·turn for −1 ≤ turn ≤ 1: Taylor's series inside an eighth of the circle. */
BAYES_LANES_INLINE void circle(lanes turn, lanes *sine, lanes *cosine)
{
    const lanes magic = all(0x1.8p23F);
    lanes shifted = fused(turn, all(2.0F), magic);
    int_lanes quadrant = (int_lanes)shifted;
    lanes x = fused(turn, all(2.0F), magic - shifted) * 1.57079633F;
    lanes square = x * x;
    lanes s = fused(square, all(-1.0F / 5040), all(1.0F / 120));
    s = fused(s, square, all(-1.0F / 6));
    s = fused(s * square, x, x);
    lanes c = fused(square, all(1.0F / 40320), all(-1.0F / 720));
    c = fused(c, square, all(1.0F / 24));
    c = fused(c, square, all(-0.5F));
    c = fused(c, square, all(1.0F));
    int_lanes odd = -(quadrant & 1);
    int_lanes sine_sign = (int_lanes)((word_lanes)(quadrant & 2) << 30);
    int_lanes cosine_sign = (int_lanes)((word_lanes)((quadrant + 1) & 2) << 30);
    *sine = (lanes)((int_lanes)choose(odd, c, s) ^ sine_sign);
    *cosine = (lanes)((int_lanes)choose(odd, s, c) ^ cosine_sign);
}

static void normals(uint64_t seed, uint64_t stream, uint64_t block, size_t count, float *out)
{
    for (size_t i = 0; i < count; i += BAYES_KERNELS_BATCH, block += BAYES_KERNELS_BATCH_BLOCKS) {
        word_lanes words[4];
        philox(seed, stream, block, words);
        for (size_t pair = 0; pair < 2; pair++) {
            lanes radius = square_root(logarithm(uniform_of(words[2 * pair])) * -2.0F);
            lanes turn = __builtin_convertvector((int_lanes)words[2 * pair + 1], lanes) * 0x1p-31F;
            lanes sine;
            lanes cosine;
            circle(turn, &sine, &cosine);
            store(out + i + 2 * pair * KERNELS_LANES, radius * cosine);
            store(out + i + (2 * pair + 1) * KERNELS_LANES, radius * sine);
        }
    }
}

static void uniforms(uint64_t seed, uint64_t stream, uint64_t block, size_t count, float *out)
{
    for (size_t i = 0; i < count; i += BAYES_KERNELS_BATCH, block += BAYES_KERNELS_BATCH_BLOCKS) {
        word_lanes words[4];
        philox(seed, stream, block, words);
        for (size_t w = 0; w < 4; w++)
            store(out + i + w * KERNELS_LANES, uniform_of(words[w]));
    }
}

/* ---- ordered probit ---------------------------------------------------------------------------
 */

/*
 * Φ(−|x|) and the density at x. Φ(−x)·exp(x²/2) is a polynomial in 1/(1 + 0.3·x), fitted to the
 * smallest relative error (2e-7) for 0 ≤ x ≤ 13; farther out x counts as 13.
 */
BAYES_LANES_INLINE lanes tail(lanes x, lanes *density)
{
    lanes size = least((lanes)((int_lanes)x & 0x7FFFFFFF), all(13.0F));
    lanes t = 1.0F / fused(size, all(0.3F), all(1.0F));
    lanes fit = fused(t, all(0.0382709719F), all(-0.168643383F));
    fit = fused(fit, t, all(0.227577684F));
    fit = fused(fit, t, all(-0.0752651542F));
    fit = fused(fit, t, all(0.141675437F));
    fit = fused(fit, t, all(0.0950512321F));
    fit = fused(fit, t, all(0.121825856F));
    fit = fused(fit, t, all(0.119501001F));
    fit = fused(fit, t, all(6.38290765e-06F));
    lanes bell = exponential(size * size * -0.5F);
    *density = bell * 0.398942280F;
    return bell * fit;
}

/*
 * −Φ⁻¹(p) for 1e-37 < p ≤ ½. With w = √(−2·log p) the difference to w is a polynomial in
 * 1/(2 + w), fitted to the smallest absolute error (2e-6).
 */
BAYES_LANES_INLINE lanes tail_inverse(lanes p)
{
    lanes w = square_root(logarithm(p) * -2.0F);
    lanes t = 1.0F / (w + 2.0F);
    lanes fit = fused(t, all(1389.06577F), all(-1901.58573F));
    fit = fused(fit, t, all(1182.442F));
    fit = fused(fit, t, all(-418.851316F));
    fit = fused(fit, t, all(99.7986033F));
    fit = fused(fit, t, all(-14.6823F));
    fit = fused(fit, t, all(4.39335743F));
    fit = fused(fit, t, all(0.019313602F));
    return w - fit;
}

static void truncated(const float *mean, const float *lower, const float *upper,
                      const float *uniform, size_t n, float *out, float *low_slope,
                      float *high_slope)
{
    const lanes tiny = all(1e-36F);
    for (size_t i = 0; i < n; i += KERNELS_LANES) {
        lanes centre = load(mean + i);
        lanes a = load(lower + i) - centre;
        lanes b = load(upper + i) - centre;
        /* The interval is mirrored to where the distribution function keeps its digits. */
        int_lanes mirror = a + b > 0.0F;
        lanes low = choose(mirror, -b, a);
        lanes high = choose(mirror, -a, b);
        lanes low_density;
        lanes high_density;
        lanes low_tail = tail(low, &low_density);
        lanes high_tail = tail(high, &high_density);
        lanes from = choose(low > 0.0F, 1.0F - low_tail, low_tail);
        lanes to = choose(high > 0.0F, 1.0F - high_tail, high_tail);
        lanes mass = most(to - from, tiny);
        lanes p = fused(load(uniform + i), mass, from);
        int_lanes above = p > 0.5F;
        lanes x = tail_inverse(most(choose(above, 1.0F - p, p), tiny));
        x = most(low, least(high, choose(above, x, -x)));
        store(out + i, centre + choose(mirror, -x, x));
        low_density = low_density / mass;
        high_density = high_density / mass;
        store(low_slope + i, choose(mirror, high_density, low_density));
        store(high_slope + i, choose(mirror, low_density, high_density));
    }
}

static void passed(const float *score, float cut, float step, size_t n, float *out)
{
    for (size_t i = 0; i < n; i += KERNELS_LANES) {
        lanes density;
        lanes x = load(score + i) - cut;
        lanes rest = tail(x, &density);
        lanes share = choose(x > 0.0F, 1.0F - rest, rest);
        store(out + i, fused(share, all(step), load(out + i)));
    }
}

/* ---- rows and matrices ------------------------------------------------------------------------
 */

/* One square of KERNELS_LANES of the products of columns i … with columns j …. */
BAYES_LANES_INLINE void gram_square(const float *x, size_t count, size_t stride, size_t i, size_t j,
                                    float *gram)
{
    float *out = gram + i * stride + j;
    lanes sum[KERNELS_LANES];
    _Pragma("GCC unroll 8") for (size_t r = 0; r < KERNELS_LANES; r++) sum[r] =
        load(out + r * stride);
    for (size_t n = 0; n < count; n++, x += stride) {
        const lanes right = load(x + j);
        _Pragma("GCC unroll 8") for (size_t r = 0; r < KERNELS_LANES; r++) sum[r] =
            fused(all(x[i + r]), right, sum[r]);
    }
    _Pragma("GCC unroll 8") for (size_t r = 0; r < KERNELS_LANES; r++)
        store(out + r * stride, sum[r]);
}

static void gram(const float *x, size_t count, size_t stride, float *out)
{
    for (size_t i = 0; i < stride; i += KERNELS_LANES)
        for (size_t j = i; j < stride; j += KERNELS_LANES)
            gram_square(x, count, stride, i, j, out);
}

static void combine(const float *x, const float *scale, size_t count, size_t stride, float *out)
{
    for (size_t j = 0; j < stride; j += KERNELS_LANES) {
        lanes sum[4] = {{0}, {0}, {0}, {0}};
        size_t n = 0;
        for (; n + 4 <= count; n += 4)
            _Pragma("GCC unroll 4") for (size_t r = 0; r < 4; r++) sum[r] =
                fused(load(x + (n + r) * stride + j), all(scale[n + r]), sum[r]);
        for (; n < count; n++)
            sum[0] = fused(load(x + n * stride + j), all(scale[n]), sum[0]);
        store(out + j, (sum[0] + sum[1]) + (sum[2] + sum[3]));
    }
}

static void project(const float *x, const float *row, size_t count, size_t stride, float *out)
{
    for (size_t n = 0; n < count; n++, x += stride) {
        lanes sum = load(x) * load(row);
        for (size_t j = KERNELS_LANES; j < stride; j += KERNELS_LANES)
            sum = fused(load(x + j), load(row + j), sum);
        out[n] = total(sum);
    }
}

/* Zeros in the lanes before `first`. */
BAYES_LANES_INLINE int_lanes from_lane(size_t first)
{
    const int_lanes number = {0, 1, 2, 3, 4, 5, 6, 7};
    return number >= (int32_t)first;
}

/* Makes row j, from which the rows before are taken already, a row of R. */
BAYES_LANES_INLINE void scale_pivot(float *matrix, size_t stride, size_t j, float *inverse)
{
    float *pivot = matrix + j * stride;
    const size_t first = j / KERNELS_LANES * KERNELS_LANES;
    inverse[j] = 1.0F / sqrtf(pivot[j] > 1e-30F ? pivot[j] : 1e-30F);
    const lanes scale = all(inverse[j]);
    store(pivot + first, (lanes)((int_lanes)(load(pivot + first) * scale) & from_lane(j - first)));
    for (size_t c = first + KERNELS_LANES; c < stride; c += KERNELS_LANES)
        store(pivot + c, load(pivot + c) * scale);
}

/* Two rows of R at a time are taken from the rest: it is read and written half as often. */
static void factor(float *matrix, size_t stride, float *inverse)
{
    for (size_t j = 0; j < stride; j += 2) {
        const float *one = matrix + j * stride;
        float *two = matrix + (j + 1) * stride;
        scale_pivot(matrix, stride, j, inverse);
        const lanes between = all(-one[j + 1]);
        for (size_t c = j / KERNELS_LANES * KERNELS_LANES; c < stride; c += KERNELS_LANES)
            store(two + c, fused(between, load(one + c), load(two + c)));
        scale_pivot(matrix, stride, j + 1, inverse);
        for (size_t i = j + 2; i < stride; i++) {
            float *row = matrix + i * stride;
            const lanes a = all(-one[i]);
            const lanes b = all(-two[i]);
            for (size_t c = i / KERNELS_LANES * KERNELS_LANES; c < stride; c += KERNELS_LANES)
                store(row + c, fused(b, load(two + c), fused(a, load(one + c), load(row + c))));
        }
    }
}

static void solve(const float *matrix, const float *inverse, size_t stride, float *right,
                  const float *noise, float *mean, float *draw)
{
    for (size_t j = 0; j < stride; j++) {
        const float *row = matrix + j * stride;
        const float z = right[j] * inverse[j];
        for (size_t c = j / KERNELS_LANES * KERNELS_LANES; c < stride; c += KERNELS_LANES)
            store(right + c, fused(all(-z), load(row + c), load(right + c)));
        mean[j] = z;
        draw[j] = z + noise[j];
    }
    for (size_t j = stride; j-- > 0;) {
        const float *row = matrix + j * stride;
        lanes a = {0};
        lanes b = {0};
        const float z_mean = mean[j];
        const float z_draw = draw[j];
        mean[j] = 0.0F;
        draw[j] = 0.0F;
        for (size_t c = j / KERNELS_LANES * KERNELS_LANES; c < stride; c += KERNELS_LANES) {
            a = fused(load(row + c), load(mean + c), a);
            b = fused(load(row + c), load(draw + c), b);
        }
        /* Lanes before j hold what is not solved yet, against the zeros of factor(). */
        mean[j] = (z_mean - total(a)) * inverse[j];
        draw[j] = (z_draw - total(b)) * inverse[j];
    }
}

static void multiply(const float *rows, size_t count, size_t stride, const float *matrix,
                     float *out)
{
    for (size_t n = 0; n < count; n++, rows += stride, out += stride) {
        for (size_t j = 0; j < stride; j += KERNELS_LANES) {
            lanes sum[4] = {{0}, {0}, {0}, {0}};
            for (size_t f = 0; f < stride; f += 4)
                _Pragma("GCC unroll 4") for (size_t r = 0; r < 4; r++) sum[r] =
                    fused(all(rows[f + r]), load(matrix + (f + r) * stride + j), sum[r]);
            store(out + j, (sum[0] + sum[1]) + (sum[2] + sum[3]));
        }
    }
}

static void implicit(const uint32_t *rows, size_t count, const float *weights, float s,
                     float shrink, float spread, const float *noise, float *residuals, float *y)
{
    lanes sum[4] = {{0}, {0}, {0}, {0}};
    size_t n = 0;
    for (; n + 4 <= count; n += 4)
        _Pragma("GCC unroll 4") for (size_t r = 0; r < 4; r++) sum[r] =
            fused(load(residuals + (size_t)rows[n + r] * KERNELS_LANES), all(weights[rows[n + r]]),
                  sum[r]);
    for (; n < count; n++)
        sum[0] =
            fused(load(residuals + (size_t)rows[n] * KERNELS_LANES), all(weights[rows[n]]), sum[0]);
    const lanes before = load(y);
    lanes after = fused(all(s), before, (sum[0] + sum[1]) + (sum[2] + sum[3])) * shrink;
    after = fused(load(noise), all(spread), after);
    store(y, after);
    const lanes step = before - after;
    for (n = 0; n < count; n++) {
        float *residual = residuals + (size_t)rows[n] * KERNELS_LANES;
        store(residual, fused(step, all(weights[rows[n]]), load(residual)));
    }
}

#define BAYES_KERNELS_TABLE(table)                                                                 \
    {                                                                                              \
        .name = (table), .normals = normals, .uniforms = uniforms, .gram = gram,                   \
        .combine = combine, .project = project, .factor = factor, .solve = solve,                  \
        .multiply = multiply, .truncated = truncated, .passed = passed, .implicit = implicit,      \
    }

#endif
