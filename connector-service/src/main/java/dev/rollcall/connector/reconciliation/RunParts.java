package dev.rollcall.connector.reconciliation;

import dev.rollcall.connector.delivery.Lane;
import dev.rollcall.connector.reconciliation.RunStore.Run;
import dev.rollcall.connector.target.ReadableApp;

/// What all parts of a run work with.
record RunParts(Run run, Lane lane, ReadableApp app, FindingStore store, Asking asking) {}
