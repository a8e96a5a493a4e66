/// Health over HTTP.
@NullMarked
package dev.rollcall.projection.health.http;

import org.jspecify.annotations.NullMarked;
