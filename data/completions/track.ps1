# PowerShell: what may be typed after `track` is asked of `track` itself.
Register-ArgumentCompleter -Native -CommandName track -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    # the words are read from the syntax tree and never evaluated
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
        })
    $at = if ($wordToComplete -eq '') { $words.Count } else { $words.Count - 1 }
    $program = Get-Command track -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($null -eq $program) { return }
    & $program completions powershell --at $at @words 2>$null | ForEach-Object {
        if ($_ -eq ':files') { return }
        $word, $about = $_ -split "`t", 2
        if (-not $about) { $about = $word }
        [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $about)
    }
}
