/// One PostgreSQL server from the Maven-packaged binaries, on a folder that outlives it.
@NullMarked
package dev.rollcall.backing.postgres;

import org.jspecify.annotations.NullMarked;
