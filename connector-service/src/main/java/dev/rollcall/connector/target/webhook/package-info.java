/// Signed webhooks as a downstream app (Standard Webhooks).
@NullMarked
package dev.rollcall.connector.target.webhook;

import org.jspecify.annotations.NullMarked;
