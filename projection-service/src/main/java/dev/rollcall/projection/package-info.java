/// The projection service: decides requests in log order, folds what follows, answers queries. Only
/// the application, its settings and its limits stand here; everything else belongs to a feature.
@NullMarked
package dev.rollcall.projection;

import org.jspecify.annotations.NullMarked;
