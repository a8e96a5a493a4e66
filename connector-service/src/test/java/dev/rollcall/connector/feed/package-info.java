/// Tests of feeds.
@NullMarked
package dev.rollcall.connector.feed;

import org.jspecify.annotations.NullMarked;
