/// Tests of the plan of applying a targets file.
@NullMarked
package dev.rollcall.standalone.targets.core;

import org.jspecify.annotations.NullMarked;
