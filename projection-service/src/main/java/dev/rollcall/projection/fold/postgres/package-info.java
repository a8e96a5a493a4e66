/// Applies row changes to the tables of `proj_v1`, in a transaction that the caller owns.
@NullMarked
package dev.rollcall.projection.fold.postgres;

import org.jspecify.annotations.NullMarked;
