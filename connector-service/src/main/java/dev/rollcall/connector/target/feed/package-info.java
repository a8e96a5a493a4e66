/// The kind of target whose app is a feed of our own, which consumers read.
@NullMarked
package dev.rollcall.connector.target.feed;

import org.jspecify.annotations.NullMarked;
