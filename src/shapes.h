/* The shapes of ops.h: what each means to the loops, and how its kernel takes the operands. */
#define SHAPE_v_v ((struct shape){1, 0, 0, 0})
#define SHAPE_vp_v ((struct shape){1, 1, 0, 0})
#define SHAPE_vpp_v ((struct shape){1, 2, 0, 0})
#define SHAPE_vv_v ((struct shape){2, 0, 0, 0})
#define SHAPE_vvp_v ((struct shape){2, 1, 0, 0})
#define SHAPE_vvpp_v ((struct shape){2, 2, 0, 0})
#define SHAPE_vvv_v ((struct shape){3, 0, 0, 0})
#define SHAPE_vvm_v ((struct shape){2, 0, 1, 0})
#define SHAPE_vv_m ((struct shape){2, 0, 0, 1})
#define SHAPE_v_m ((struct shape){1, 0, 0, 1})
#define SHAPE_vm_v ((struct shape){1, 0, 1, 0})

#define APPLY_v_v(f, x) {.value = f(x->value[0])}
#define APPLY_vp_v(f, x) {.value = f(x->value[0], x->value[1])}
#define APPLY_vpp_v(f, x) {.value = f(x->value[0], x->value[1], x->value[2])}
#define APPLY_vv_v(f, x) APPLY_vp_v(f, x)
#define APPLY_vvp_v(f, x) APPLY_vpp_v(f, x)
#define APPLY_vvpp_v(f, x) {.value = f(x->value[0], x->value[1], x->value[2], x->value[3])}
#define APPLY_vvv_v(f, x) APPLY_vpp_v(f, x)
#define APPLY_vvm_v(f, x) {.value = f(x->value[0], x->value[1], x->active)}
#define APPLY_vv_m(f, x) {.active = f(x->value[0], x->value[1])}
#define APPLY_v_m(f, x) {.active = f(x->value[0])}
#define APPLY_vm_v(f, x) {.value = f(x->value[0], x->active)}
