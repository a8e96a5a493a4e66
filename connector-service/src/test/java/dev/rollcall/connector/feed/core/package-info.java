/// Tests of feeds.
@NullMarked
package dev.rollcall.connector.feed.core;

import org.jspecify.annotations.NullMarked;
