/* Tables for vec_lookup_row: 16 or 32 rows of 8 numbers, in float64 16 rows of 16. ROWS is a macro that applies its
   argument to the numbers of each row; a target has them in the order that its look-up wants. */
enum { ROW_LENGTH = LANE_BITS / 4 };

/* Where the rows of a vector's lanes are. */
#ifndef OWN_ROW_PLACES
struct row_places { bits index; };
INLINE void find_rows(struct row_places *to, int rows, bits index) { (void)rows, to->index = index; }
#endif

/* How many rows a ROW_TABLE has, in either order. */
#define ROWS_OF(name) ((int)(sizeof name / sizeof(lane)) / ROW_LENGTH)

#define WHOLE_ROW(...) {__VA_ARGS__},
#define TABLE_IN_ROWS(name, rows, ROWS) const lane name[rows][ROW_LENGTH] = {ROWS(WHOLE_ROW)}

#define COLUMN_0(a, ...) a,
#define COLUMN_1(a, ...) COLUMN_0(__VA_ARGS__)
#define COLUMN_2(a, ...) COLUMN_1(__VA_ARGS__)
#define COLUMN_3(a, ...) COLUMN_2(__VA_ARGS__)
#define COLUMN_4(a, ...) COLUMN_3(__VA_ARGS__)
#define COLUMN_5(a, ...) COLUMN_4(__VA_ARGS__)
#define COLUMN_6(a, ...) COLUMN_5(__VA_ARGS__)
#define COLUMN_7(a, ...) COLUMN_6(__VA_ARGS__)
#define COLUMNS(ROWS) \
    {ROWS(COLUMN_0)}, {ROWS(COLUMN_1)}, {ROWS(COLUMN_2)}, {ROWS(COLUMN_3)}, \
    {ROWS(COLUMN_4)}, {ROWS(COLUMN_5)}, {ROWS(COLUMN_6)}, {ROWS(COLUMN_7)}
#if LANE_BITS == 64
/* Tables for vec_lookup_step: 16 rows of two numbers. */
enum { STEP_ROWS = 16, STEP_LENGTH = 2 };
#define STEPS_IN_ROWS(name, ROWS) const lane name[STEP_ROWS][STEP_LENGTH] = {ROWS(WHOLE_ROW)}
#define STEPS_IN_COLUMNS(name, ROWS) \
    const lane name[STEP_LENGTH][STEP_ROWS] = {{ROWS(COLUMN_0)}, {ROWS(COLUMN_1)}}

#define COLUMN_8(a, ...) COLUMN_7(__VA_ARGS__)
#define COLUMN_9(a, ...) COLUMN_8(__VA_ARGS__)
#define COLUMN_10(a, ...) COLUMN_9(__VA_ARGS__)
#define COLUMN_11(a, ...) COLUMN_10(__VA_ARGS__)
#define COLUMN_12(a, ...) COLUMN_11(__VA_ARGS__)
#define COLUMN_13(a, ...) COLUMN_12(__VA_ARGS__)
#define COLUMN_14(a, ...) COLUMN_13(__VA_ARGS__)
#define COLUMN_15(a, ...) COLUMN_14(__VA_ARGS__)
#define TABLE_IN_COLUMNS(name, rows, ROWS) const lane name[ROW_LENGTH][rows] = { \
    COLUMNS(ROWS), \
    {ROWS(COLUMN_8)}, {ROWS(COLUMN_9)}, {ROWS(COLUMN_10)}, {ROWS(COLUMN_11)}, \
    {ROWS(COLUMN_12)}, {ROWS(COLUMN_13)}, {ROWS(COLUMN_14)}, {ROWS(COLUMN_15)}}
#else
#define TABLE_IN_COLUMNS(name, rows, ROWS) const lane name[ROW_LENGTH][rows] = {COLUMNS(ROWS)}
#endif
