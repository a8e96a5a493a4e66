/// Requests, decisions and facts as records. How they look in bytes belongs to `wire`; what follows
/// from them belongs to the services.
@NullMarked
package dev.rollcall.schemas.event;

import org.jspecify.annotations.NullMarked;
