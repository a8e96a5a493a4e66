/// Apps with a REST interface of their own: method, path, body and answer as templates.
@NullMarked
package dev.rollcall.connector.target.rest;

import org.jspecify.annotations.NullMarked;
