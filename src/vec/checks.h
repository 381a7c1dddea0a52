/* The vec functions as kernels for check_ops.h. A mask comes from the sign of its operand. */
#define op_vec_add vec_add
#define op_vec_sub vec_sub
#define op_vec_sub_by_fma vec_sub_by_fma
#define op_vec_mul vec_mul
#define op_vec_div vec_div
#define op_vec_fma vec_fma
#define op_vec_fms vec_fms
#define op_vec_fnma vec_fnma
#define op_vec_abs vec_abs
#define op_vec_neg vec_neg
#define op_vec_copysign vec_copysign
#define op_vec_mul_sign vec_mul_sign
#define op_vec_apart vec_apart
#define op_vec_min vec_min
#define op_vec_max vec_max
#define op_vec_lt vec_lt
#define op_vec_le vec_le
#define op_vec_eq vec_eq
#define op_vec_nle vec_nle
#define op_vec_is_nan vec_is_nan

INLINE vec op_vec_select(vec a, vec b, mask which) { return vec_select(which, a, b); }
INLINE vec op_vec_keep(vec a, mask which) { return vec_keep(which, a); }

INLINE mask is_negative(vec a) { return vec_lt(a, vec_splat(0)); }
INLINE vec op_vec_sub_where(vec a, vec b, vec no) { return vec_sub_where(is_negative(no), a, b, no); }
/* What vec_fnma_where takes for b, and vec_abs_min and vec_abs_max for their bound. */
INLINE vec held_number(vec a) { return vec_min(vec_abs(a), vec_splat(FLT_MAX)); }
/* `a` is no signaling NaN here. */
INLINE vec op_vec_abs_max(vec a, vec bound) { return vec_abs_max(vec_add(a, vec_splat(0)), held_number(bound)); }
INLINE vec op_vec_fnma_where(vec a, vec b, vec c) { return vec_fnma_where(is_negative(c), a, held_number(b), c); }
INLINE mask op_mask_and(vec a, vec b) { return mask_and(is_negative(a), is_negative(b)); }
INLINE mask op_mask_or(vec a, vec b) { return mask_or(is_negative(a), is_negative(b)); }
INLINE mask op_mask_not(vec a) { return mask_not(is_negative(a)); }

/* The negative lanes, if mask_any sees that there are any. */
INLINE mask op_mask_any(vec a)
{
    return mask_any(is_negative(a)) ? is_negative(a) : vec_lt(a, a);
}

INLINE vec op_bits_add(vec a, vec b) { return vec_from_bits(bits_add(vec_bits(a), vec_bits(b))); }
INLINE vec op_bits_shift_left(vec a) { return vec_from_bits(bits_shift_left(vec_bits(a), 23)); }
INLINE vec op_bits_shift_right(vec a) { return vec_from_bits(bits_shift_right(vec_bits(a), 21)); }

#if LANE_BITS == 32
/* The index is the bits of a: the tests see that only the low ones count. */
static const lane CHECK_TABLE[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
static const lane CHECK_TABLE_15[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 7};
INLINE vec op_vec_lookup8(vec a) { return vec_lookup8(CHECK_TABLE + 8, vec_bits(a)); }
INLINE vec op_vec_lookup16(vec a) { return vec_lookup16(CHECK_TABLE, vec_bits(a)); }
INLINE vec op_vec_lookup15(vec a) { return vec_lookup16(CHECK_TABLE_15, vec_bits(a)); }

INLINE vec op_vec_abs_min(vec a, vec bound) { return vec_abs_min(vec_add(a, vec_splat(0)), held_number(bound)); }
#endif

/* The numbers 0 to 255, sixteen at a time. */
#define EIGHT_FROM(i) (i), (i) + 1, (i) + 2, (i) + 3, (i) + 4, (i) + 5, (i) + 6, (i) + 7
#define CHECK_ROW(ROW, ...) ROW(__VA_ARGS__)
#if LANE_BITS == 32
#define SIXTEEN(ROW, i) CHECK_ROW(ROW, EIGHT_FROM(16 * (i))) CHECK_ROW(ROW, EIGHT_FROM(16 * (i) + 8))
#else
#define SIXTEEN(ROW, i) CHECK_ROW(ROW, EIGHT_FROM(16 * (i)), EIGHT_FROM(16 * (i) + 8))
#endif
#define SIXTY_FOUR(ROW, i) SIXTEEN(ROW, i) SIXTEEN(ROW, i + 1) SIXTEEN(ROW, i + 2) SIXTEEN(ROW, i + 3)
#define CHECK_ROWS(ROW) SIXTY_FOUR(ROW, 0) SIXTY_FOUR(ROW, 4) SIXTY_FOUR(ROW, 8) SIXTY_FOUR(ROW, 12)

/* Entry `which` of the row whose index is the bits of a. */
INLINE vec row_entry(const lane *table, int rows, vec a, vec which)
{
    vec entry[ROW_LENGTH], column = which;
    struct row_places at;
    find_rows(&at, rows, vec_bits(a));
    vec_lookup_row(entry, table, rows, &at);
    for (int i = 0; i < ROW_LENGTH; i++)
        column = vec_select(vec_eq(which, vec_splat((lane)i)), entry[i], column);
    return column;
}

#define ENTRY_OF(name) row_entry((const lane *)name, ROWS_OF(name), a, which)
#if LANE_BITS == 32
#define CHECK_HALF_ROWS(ROW) SIXTY_FOUR(ROW, 0) SIXTY_FOUR(ROW, 4)
static ROW_TABLE(CHECK_ROW_TABLE, 32, CHECK_ROWS);
static ROW_TABLE(CHECK_HALF_TABLE, 16, CHECK_HALF_ROWS);
INLINE vec op_vec_lookup_half(vec a, vec which) { return ENTRY_OF(CHECK_HALF_TABLE); }
#else
static ROW_TABLE(CHECK_ROW_TABLE, 16, CHECK_ROWS);
#endif
INLINE vec op_vec_lookup_row(vec a, vec which) { return ENTRY_OF(CHECK_ROW_TABLE); }

#if LANE_BITS == 64
#define TWO_EACH(ROW, i) ROW(i, (i) + 1) ROW((i) + 2, (i) + 3) ROW((i) + 4, (i) + 5) ROW((i) + 6, (i) + 7)
#define CHECK_STEPS(ROW) TWO_EACH(ROW, 0) TWO_EACH(ROW, 8) TWO_EACH(ROW, 16) TWO_EACH(ROW, 24)
static STEP_TABLE(CHECK_STEP_TABLE, CHECK_STEPS);

/* Number `which` of the step whose index is the bits of a. */
INLINE vec op_vec_lookup_step(vec a, vec which)
{
    vec step[STEP_LENGTH];
    vec_lookup_step(step, (const lane *)CHECK_STEP_TABLE, vec_bits(a));
    return vec_select(vec_eq(which, vec_splat(1)), step[1], step[0]);
}
#endif
