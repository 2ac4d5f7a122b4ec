//! Writes findings and scores down: JSON, CSV and one self-contained HTML file.
