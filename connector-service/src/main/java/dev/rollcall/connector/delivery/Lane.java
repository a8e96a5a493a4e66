package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.target.RemoteApp;

/// A lane that is to be worked on.
///
/// @param inFlightMax keys in work at the same time
/// @param fingerprint changes when the target's configuration does
public record Lane(
    LaneRef ref, RemoteApp app, Profile profile, int inFlightMax, String fingerprint) {}
