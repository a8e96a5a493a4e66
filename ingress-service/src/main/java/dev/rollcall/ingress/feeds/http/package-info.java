/// Feeds of targets are passed on as they come.
@NullMarked
package dev.rollcall.ingress.feeds.http;

import org.jspecify.annotations.NullMarked;
