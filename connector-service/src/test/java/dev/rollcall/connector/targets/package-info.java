/// Tests of the targets file.
@NullMarked
package dev.rollcall.connector.targets;

import org.jspecify.annotations.NullMarked;
