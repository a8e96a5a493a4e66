/// Tokens of OAuth 2.0, by client credentials (RFC 6749 section 4.4) or assertions (RFC 7523), for
/// whatever target is called over HTTP. What the calls say belongs to the kinds.
@NullMarked
package dev.rollcall.connector.target.oauth;

import org.jspecify.annotations.NullMarked;
