#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| d42_fuzz::text(data));
