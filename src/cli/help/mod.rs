//! The help in Vietnamese. The commands say in English what they and their options are, beside the code; here the same
//! definition gets Vietnamese words, the one place of which is [`words`]. Under `--lang en` clap speaks for itself.

mod translate;
mod words;

pub(crate) use translate::in_vietnamese;
