/// What a feed tells of a call, where a reader begins, and what an acknowledgement does: pure
/// rules.
@NullMarked
package dev.rollcall.connector.feed.core;

import org.jspecify.annotations.NullMarked;
