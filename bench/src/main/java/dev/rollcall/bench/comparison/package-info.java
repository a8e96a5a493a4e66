/// Several SCIM servers under the same driver, one after the other: started, measured, stopped.
@NullMarked
package dev.rollcall.bench.comparison;

import org.jspecify.annotations.NullMarked;
