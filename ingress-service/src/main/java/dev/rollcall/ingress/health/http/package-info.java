/// Health over HTTP.
@NullMarked
package dev.rollcall.ingress.health.http;

import org.jspecify.annotations.NullMarked;
