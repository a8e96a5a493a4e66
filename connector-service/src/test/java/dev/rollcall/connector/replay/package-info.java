@NullMarked
package dev.rollcall.connector.replay;

import org.jspecify.annotations.NullMarked;
