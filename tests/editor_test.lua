-- The settings of README.md are taken from it and used: conform.nvim's to save files here, those of
-- Helix and VS Code to filter the same text as these editors do.

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

local passed, failed = 0, 0
local function check(claim, got, wanted)
  if got == wanted then
    passed = passed + 1
  else
    failed = failed + 1
    io.write(("FAILED: %s\n  got    %s\n  wanted %s\n"):format(claim, vim.inspect(got), vim.inspect(wanted)))
  end
end

-- The first block of that language that has the word.
local function block(language, word)
  for text in read(os.getenv("README")):gmatch("\n```" .. language .. "\n(.-)\n```") do
    if text:find(word, 1, true) then return text end
  end
  error("README has no " .. language .. " with " .. word)
end

-- What README tells conform.nvim.
local function conform_settings()
  local settings
  package.loaded["conform"] = { setup = function(given) settings = given end }
  assert(loadstring(block("lua", "conform")))()
  return settings
end

local function filter(command, args, input)
  local argv = { command }
  for _, argument in ipairs(args) do argv[#argv + 1] = argument end
  -- Neovim 0.7 joins both streams here: what is said on standard error is not the new text.
  local line = table.concat(vim.tbl_map(vim.fn.shellescape, argv), " ") .. " 2>/dev/null"
  local output = vim.fn.system(line, input)
  return vim.v.shell_error, output
end

-- As conform.nvim does: the buffer's lines in, and out where the formatter ends with 0.
local function format_on_save(formatter)
  vim.api.nvim_create_autocmd("BufWritePre", {
    pattern = "*",
    callback = function(event)
      local args = vim.tbl_map(function(argument)
        return (argument:gsub("%$FILENAME", vim.api.nvim_buf_get_name(event.buf)))
      end, formatter.args)
      local lines = vim.api.nvim_buf_get_lines(event.buf, 0, -1, false)
      local status, output = filter(formatter.command, args, table.concat(lines, "\n") .. "\n")
      if status ~= 0 then return end
      local new = vim.split((output:gsub("\n$", "")), "\n", { plain = true })
      vim.api.nvim_buf_set_lines(event.buf, 0, -1, false, new)
    end,
  })
end

local function save(name, text)
  write(name, text)
  vim.cmd("silent edit! " .. vim.fn.fnameescape(name))
  vim.cmd("silent write!")
  return read(name)
end

local root = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD [\"python\", \"app.py\"]\n"
local broken = "FROM debian:12\nRUNN make\n"

local function main()
  local settings = conform_settings()
  check("README turns the formatter on for Dockerfiles", settings.formatters_by_ft.dockerfile[1], "dockerfix")
  check("README turns on format on save", type(settings.format_on_save), "table")
  local formatter = settings.formatters.dockerfix
  check("README's formatter is a filter", formatter.stdin, true)

  local status, fixed = filter("dockerfix", { "-" }, root)
  check("the filter ends with 0", status, 0)
  check("the filter changes a file that runs as root", fixed ~= root and fixed:find("USER") ~= nil, true)

  format_on_save(formatter)
  check("a file that runs as root is saved fixed", save("Dockerfile", root), fixed)
  check("saving it again changes nothing", save("Dockerfile", fixed), fixed)
  check("a file with an error is saved as it was typed", save("Dockerfile.broken", broken), broken)
  local crlf = root:gsub("\n", "\r\n")
  check("line endings stay", save("Dockerfile.crlf", crlf), (fixed:gsub("\n", "\r\n")))

  local helix = block("toml", "formatter")
  local command = helix:match('command = "(.-)"')
  local args = vim.json.decode(helix:match("args = (%b[])"))
  args = vim.tbl_map(function(argument) return (argument:gsub("%%{buffer_name}", "Dockerfile")) end, args)
  status, fixed = filter(command, args, root)
  check("Helix's filter ends with 0", status, 0)
  check("Helix's filter gives what Neovim's does", fixed, read("Dockerfile"))

  local code = vim.json.decode(block("json", "dockerfix"))
  local entry = code["customLocalFormatters.formatters"][1]
  output = vim.fn.system("(" .. entry.command:gsub("${file}", "Dockerfile") .. ") 2>/dev/null", root)
  check("VS Code's filter ends with 0", vim.v.shell_error, 0)
  check("VS Code's filter gives what Neovim's does", output, read("Dockerfile"))
  check("VS Code formats Dockerfiles", vim.tbl_contains(entry.languages, "dockerfile"), true)
end

local ok, message = pcall(main)
if not ok then
  failed = failed + 1
  io.write("FAILED: " .. tostring(message) .. "\n")
end
io.write(("%d passed, %d failed\n"):format(passed, failed))
vim.cmd(failed == 0 and "qall!" or "cquit 1")
