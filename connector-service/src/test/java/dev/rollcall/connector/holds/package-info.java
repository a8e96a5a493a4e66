@NullMarked
package dev.rollcall.connector.holds;

import org.jspecify.annotations.NullMarked;
