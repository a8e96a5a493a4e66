/// Tests of what the leaves of targets share.
@NullMarked
package dev.rollcall.connector.target;

import org.jspecify.annotations.NullMarked;
