@NullMarked
package dev.rollcall.connector.holds.core;

import org.jspecify.annotations.NullMarked;
