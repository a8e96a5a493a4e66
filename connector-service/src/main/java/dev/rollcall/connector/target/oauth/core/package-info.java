/// How long a token is good for, and what a token endpoint's answer means. No calls.
@NullMarked
package dev.rollcall.connector.target.oauth.core;

import org.jspecify.annotations.NullMarked;
