# Prints a block of code of the part of a Markdown document that is headed "## PART".
#   -v heading=H -v number=N    the Nth block of commands (```sh) below the heading "### H"
#   -v file=F                   the block of a file that follows the words: write `F`
#   -v count=1                  how many blocks of commands there are
/^## / { in_part = $0 == "## " part; below = ""; seen = 0 }
!in_part { next }
/^### / { below = substr($0, 5); seen = 0 }
index($0, "write `" file "`") && file != "" { written = 1 }
/^```/ && !in_block {
  in_block = 1
  if ($0 == "```sh") {
    blocks++
    wanted = heading != "" && below == heading && ++seen == number
  } else {
    wanted = written
    written = 0
  }
  next
}
/^```/ { in_block = wanted = 0; next }
wanted { print }
END { if (count) print blocks }
