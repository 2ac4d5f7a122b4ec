//! A small government web in a box: simulated portals of invented agencies, served on loopback.
