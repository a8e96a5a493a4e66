/// Tests of applying a targets file.
@NullMarked
package dev.rollcall.standalone.targets;

import org.jspecify.annotations.NullMarked;
