//! Rebuilds the crate when a file is added to or taken from a folder that is embedded in the binary. Changes inside the
//! files are noticed by the compiler itself.

fn main() {
    println!("cargo::rerun-if-changed=rules");
}
