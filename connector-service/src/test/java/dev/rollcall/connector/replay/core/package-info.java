@NullMarked
package dev.rollcall.connector.replay.core;

import org.jspecify.annotations.NullMarked;
