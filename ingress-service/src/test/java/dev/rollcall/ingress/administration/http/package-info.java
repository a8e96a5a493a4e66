/// Tests of the administration interface's own answers.
@NullMarked
package dev.rollcall.ingress.administration.http;

import org.jspecify.annotations.NullMarked;
