/// Ordered feeds with a cursor: what a target of kind `feed` is told, kept for consumers that ask
/// for it. What is to be told is decided by delivery; HTTP belongs to `operations.http`.
@NullMarked
package dev.rollcall.connector.feed;

import org.jspecify.annotations.NullMarked;
