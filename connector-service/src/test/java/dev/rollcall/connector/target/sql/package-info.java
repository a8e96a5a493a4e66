/// Tests of this package.
@NullMarked
package dev.rollcall.connector.target.sql;

import org.jspecify.annotations.NullMarked;
