@NullMarked
package dev.rollcall.projection.directory.postgres;

import org.jspecify.annotations.NullMarked;
