/* Tables of 32 rows of 8 numbers for vec_lookup_row. ROWS is a macro that applies its argument to the numbers of
   each row; a target has them in the order that its look-up wants. */
enum { TABLE_ROWS = 32, ROW_LENGTH = 8 };

#define WHOLE_ROW(...) {__VA_ARGS__},
#define TABLE_IN_ROWS(name, ROWS) const lane name[TABLE_ROWS][ROW_LENGTH] = {ROWS(WHOLE_ROW)}

#define COLUMN_0(a, b, c, d, e, f, g, h) a,
#define COLUMN_1(a, b, c, d, e, f, g, h) b,
#define COLUMN_2(a, b, c, d, e, f, g, h) c,
#define COLUMN_3(a, b, c, d, e, f, g, h) d,
#define COLUMN_4(a, b, c, d, e, f, g, h) e,
#define COLUMN_5(a, b, c, d, e, f, g, h) f,
#define COLUMN_6(a, b, c, d, e, f, g, h) g,
#define COLUMN_7(a, b, c, d, e, f, g, h) h,
#define TABLE_IN_COLUMNS(name, ROWS) const lane name[ROW_LENGTH][TABLE_ROWS] = { \
    {ROWS(COLUMN_0)}, {ROWS(COLUMN_1)}, {ROWS(COLUMN_2)}, {ROWS(COLUMN_3)}, \
    {ROWS(COLUMN_4)}, {ROWS(COLUMN_5)}, {ROWS(COLUMN_6)}, {ROWS(COLUMN_7)}}
