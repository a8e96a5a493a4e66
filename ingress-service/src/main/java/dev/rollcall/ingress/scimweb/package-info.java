/// The SCIM interface: routes, bodies, statuses, entity tags, errors.
@NullMarked
package dev.rollcall.ingress.scimweb;

import org.jspecify.annotations.NullMarked;
