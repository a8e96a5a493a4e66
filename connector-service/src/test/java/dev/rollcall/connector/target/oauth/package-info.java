/// Tests of tokens: how they are asked for, kept and renewed.
@NullMarked
package dev.rollcall.connector.target.oauth;

import org.jspecify.annotations.NullMarked;
