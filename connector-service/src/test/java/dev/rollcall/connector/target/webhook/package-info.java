/// Tests of webhooks' form and signature.
@NullMarked
package dev.rollcall.connector.target.webhook;

import org.jspecify.annotations.NullMarked;
